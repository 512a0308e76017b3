/**
 * The host's canvas and its fonts. In Node: `@napi-rs/canvas` and, where it is installed, Noto Sans KR of
 * `@fontsource/noto-sans-kr`, of which each subset that figures need is registered under a name of its own (a family with
 * holes is filled from the next). In a page: its own canvas and whatever fonts its style sheet has. Nothing is fetched.
 */

import { say } from '../errors/say.ts'
import { inNode } from '../storage/node.ts'
import { optionalPackage, packageFile } from '../storage/optionalPackage.ts'
import type { CanvasMaker } from './pen.ts'
import { pageCanvas } from './pen.ts'

/** What is used of `@napi-rs/canvas`, in our own words: its types are not for those who do not have it. */
interface CanvasPackage {
  createCanvas: CanvasMaker
  readonly GlobalFonts: { registerFromPath(path: string, name: string): unknown }
}

/** The family to write with, and a note where it is not the one wished for. */
export interface LoadedFonts {
  /** As CSS writes it in `font`. */
  readonly family: string
  /** Where the text may look different from what it should: why, and how to fix it. */
  readonly note?: string | undefined
}

/** Latin, Korean, then signs and Greek: 98 √∞≤≥≈∑∂∇, 99 β…Ω ²₁, 101 α, 102 ′, 103 ←, 108 ηκ, 109 ιλν↑, 110 →. */
const subsets = ['latin', 'korean', 'latin-ext', '98', '99', '101', '102', '103', '108', '109', '110']
export const pageFamily = '"Noto Sans KR", "Noto Sans", system-ui, sans-serif'

interface Host extends LoadedFonts {
  readonly makeCanvas: CanvasMaker
}

let host: Promise<Host> | undefined
let loaded: Host | undefined

/**
 * Gets canvas and fonts ready, once; `renderPng` does it by itself. Says in `note` where the fonts are not those they should be.
 * @throws UnsupportedError 'no-package' in Node without `@napi-rs/canvas`
 */
export async function loadFonts(): Promise<LoadedFonts> {
  const { family, note } = await hostCanvas()
  return { family, note }
}

/** Canvas and fonts of this host. */
export async function hostCanvas(): Promise<Host> {
  host ??= inNode() ? ofNode() : Promise.resolve({ family: pageFamily, makeCanvas: pageCanvas })
  try {
    loaded = await host
  } catch (error) {
    host = undefined // It may be installed by the time of the next call.
    throw error
  }
  return loaded
}

/** What has been loaded so far: for drawing that cannot wait. */
export function loadedCanvas(): Host {
  return loaded ?? { family: pageFamily, makeCanvas: pageCanvas }
}

async function ofNode(): Promise<Host> {
  const module = await optionalPackage<CanvasPackage | { default: CanvasPackage }>('@napi-rs/canvas', say('drawing figures'))
  const { createCanvas, GlobalFonts } = 'default' in module ? module.default : module
  const makeCanvas: CanvasMaker = (width, height) => createCanvas(width, height)
  const names: string[] = []
  for (const subset of subsets) {
    const name = `Striate ${subset}`
    const paths = [400, 700].map((weight) =>
      packageFile(`@fontsource/noto-sans-kr/files/noto-sans-kr-${subset}-${weight}-normal.woff2`),
    )
    if (paths.every((path) => path !== undefined && GlobalFonts.registerFromPath(path, name))) names.push(`"${name}"`)
  }
  const note =
    names.length > 0
      ? undefined
      : "Text is drawn in the system's sans-serif, which may lack Korean: npm install @fontsource/noto-sans-kr for Noto Sans KR."
  return { family: [...names, 'sans-serif'].join(', '), note, makeCanvas }
}
