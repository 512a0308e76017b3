/**
 * The rooms of the house and who sees whom: a ladder from the ground up, and the few rooms that stand apart from it, which
 * say themselves how far up they see and who alone sees them. There are no exceptions beside these.
 */

/** Each room sees those of the lines above it, and itself. Rooms on one line do not see each other. */
export const ladder = [
  ['errors', 'math', 'text'],
  ['values', 'storage'],
  ['window'],
  ['ops'],
  ['initializers'],
  ['layers', 'losses', 'optimizers', 'metrics'],
  ['backend'],
  ['graph'],
  ['network'],
  ['model'],
  ['data', 'inspect'],
  ['training'],
  ['formats'],
  ['image'],
  ['figures'],
  ['page'],
  ['zoo'],
  ['hub', 'worker'],
  ['runs', 'inspectPage', 'lesson'],
] as const

interface ApartRoom {
  /** It sees all of the ladder down from this line, and these. */
  readonly from?: (typeof ladder)[number][number]
  readonly sees?: readonly string[]
  /** No one else sees it. */
  readonly seenBy: readonly string[]
}

/** Rooms apart from the ladder. */
export const apart: Readonly<Record<string, ApartRoom>> = {
  // The readings of the ops, one backend each.
  'ops: reference': { from: 'ops', seenBy: ['backends/reference'] },
  'ops: wasm': { from: 'ops', seenBy: ['backends/wasm'] },
  'ops: assembly': { seenBy: ['backends/wasm: assembly'] },
  // All but the doors know a backend by its interface; a worker opens the engine beside a page.
  'backends/reference': { from: 'backend', sees: ['ops: reference'], seenBy: ['door'] },
  'backends/wasm': { from: 'backend', sees: ['ops: wasm'], seenBy: ['door', 'worker'] },
  'backends/wasm: assembly': { sees: ['ops: assembly'], seenBy: [] },
  // Layers as lectures write them: they are looked into and compared with, and nothing is built of them.
  definition: { from: 'layers', seenBy: ['door', 'lesson'] },
  // What every layer must keep, for tests and for layers of users' own.
  contract: { from: 'layers', seenBy: ['door'] },
  // The command comes in by the doors, as any user.
  cli: { sees: ['door'], seenBy: [] },
}

/** Folders of ops whose assembly serves that of others, from the ground up: each sees those before it. */
export const sharedAssembly = ['shared', 'unary', 'contraction']

const rungOf = (room: string) => ladder.findIndex((rooms) => (rooms as readonly string[]).includes(room))

/** The room of a file below src/; undefined where no rule knows it. */
export function roomOf(path: string): string | undefined {
  const parts = path.split('/')
  const [first = '', second = '', third = ''] = parts
  if (parts.length === 1) return 'door'
  const assembly = parts.includes('assembly')
  if (first === 'backends')
    return parts.length === 2 && second === 'backend.ts' ? 'backend' : `backends/${second}${assembly ? ': assembly' : ''}`
  if (first === 'ops' && assembly) return 'ops: assembly'
  if (first === 'ops' && parts.length > 2 && second !== 'shared') {
    const reading = /^(reference|wasm)([A-Z]\w*)?(\.ts)?$/.exec(third)
    if (reading) return `ops: ${reading[1]}`
  }
  return rungOf(first) >= 0 || first in apart ? first : undefined
}

/** The rooms that a room sees besides itself. */
export function seenFrom(room: string): string[] {
  const { from, sees = [] } = apart[room] ?? {}
  const rung = from ? rungOf(from) + 1 : Math.max(0, rungOf(room))
  const invited = Object.entries(apart).filter(([, { seenBy }]) => seenBy.includes(room))
  return [...ladder.slice(0, rung).flat(), ...sees, ...invited.map(([name]) => name)]
}

/** Why one file may not import another, or undefined. */
export function arrow(from: string, to: string): string | undefined {
  const [room, target] = [roomOf(from), roomOf(to)]
  if (!room) return undefined // said once, by the rules of one file
  if (room === 'door') return target === 'cli' || target === 'door' ? `a door does not lead to ${target}.` : undefined
  if (room === target) return room === 'ops: assembly' ? betweenOps(from, to) : undefined
  if (target && seenFrom(room).includes(target)) return undefined
  if (room === 'cli') return 'the command comes in by the doors (src/*.ts), as any user.'
  const { seenBy } = (target && apart[target]) || {}
  if (seenBy) return `only ${seenBy.join(' and ') || 'the build'} may see "${target}"; ${room} may not.`
  return `the room "${room}" does not see "${target ?? 'unknown'}"; it sees ${seenFrom(room).join(', ') || 'nothing'}.`
}

/** The assembly of an op sees its own folder, and those that serve others. */
function betweenOps(from: string, to: string): string | undefined {
  const [own, other] = [from.split('/')[1]!, to.split('/')[1]!]
  const rank = (folder: string) => (sharedAssembly.includes(folder) ? sharedAssembly.indexOf(folder) : sharedAssembly.length)
  if (own === other || rank(other) < rank(own)) return undefined
  return `the assembly of ops/${own} does not see that of ops/${other}; it sees its own and that of ${sharedAssembly.slice(0, rank(own)).join(', ') || 'nobody'}.`
}

/** Rooms above the layers: there a layer is asked what it is, and no kind is named. */
export function isAboveLayers(path: string): boolean {
  return rungOf(roomOf(path) ?? '') > rungOf('layers') || roomOf(path) === 'cli'
}
