/**
 * What errors say, in Korean: a table for each room, the English sentence beside the Korean one. A sentence that is missing here
 * cannot be said (`KnownSentence`), and a hole that the English one does not have is refused by the compiler.
 */
import type { HolesOf, Translation } from '../sentence.ts'

import { data } from './data.ts'
import { definition } from './definition.ts'
import { engine } from './engine.ts'
import { figures } from './figures.ts'
import { formats } from './formats.ts'
import { graph } from './graph.ts'
import { hub } from './hub.ts'
import { image } from './image.ts'
import { imageFolder } from './imageFolder.ts'
import { inspect } from './inspect.ts'
import { layers } from './layers.ts'
import { network } from './network.ts'
import { numpy } from './numpy.ts'
import { onnx } from './onnx.ts'
import { bound } from './particle.ts'
import { runs } from './runs.ts'
import { severalRooms } from './severalRooms.ts'
import { storage } from './storage.ts'
import { tensorflowjs } from './tensorflowjs.ts'
import { training } from './training.ts'

const sentences = {
  ...severalRooms,
  ...data,
  ...definition,
  ...engine,
  ...figures,
  ...formats,
  ...graph,
  ...hub,
  ...image,
  ...imageFolder,
  ...inspect,
  ...layers,
  ...network,
  ...numpy,
  ...onnx,
  ...runs,
  ...storage,
  ...tensorflowjs,
  ...training,
} as const

type Sentences = typeof sentences

/** Every sentence that errors say, in English. */
export type KnownSentence = keyof Sentences

/** 'name' of 'name:을'; nothing of ':을', which is bound to what stands before it. */
type Bare<Hole extends string> = Hole extends `:${string}` ? never : Hole extends `${infer Name}:${string}` ? Name : Hole

/** Those that are said of holes which the English sentence lacks. */
type Astray = {
  [English in KnownSentence]: Bare<HolesOf<Sentences[English]>> extends HolesOf<English> ? never : English
}[KnownSentence]

const none: Astray extends never ? readonly [] : Astray = []
void none

export const korean: Translation = {
  sentences,
  fix: '해결',
  place: (position, layer, model) => `"${model}"의 ${position}번째 층${layer ? ` "${layer.name}"(${layer.kind})` : ''}: `,
  bound,
}
