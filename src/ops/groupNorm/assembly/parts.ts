/**
 * Goes over the parts of groups. In both layouts a group, of one image or of eight side by side, is a run of neighbouring
 * numbers: [outer][groups][run]. A part is up to `runStep` of them, and its segments are those that share one number of the
 * parameter: `columns` numbers have one. Where each has its own (columns 1) the whole part is one segment.
 *
 *   setParts(begin, end, run, runStep, groups, columns)
 *   while (nextPart()) while (nextSegment()) …
 */

// Each thread has its own instance and so its own globals.
let last: u32 = 0
let run: u32 = 0
let runStep: u32 = 0
let chunks: u32 = 0
let groups: u32 = 0
let columns: u32 = 0
let next: u32 = 0
/** The numbers of the part that are left, counted within its group: [within, stop). */
let within: u32 = 0
let stop: u32 = 0
/** Numbers of the image (or of the eight) before the group. */
let before: u32 = 0

/** The number of the part: that of the item. */
export let part: u32 = 0
/** The number of its group, counted through the value: outer · groups + group. */
export let partGroup: u32 = 0
/** Where it begins, in bytes from the value's start, and its length in bytes. */
export let partAt: usize = 0
export let partBytes: u32 = 0
/** The same of a segment. */
export let segmentAt: usize = 0
export let segmentBytes: u32 = 0
/** Where its number lies, or the first of them, in bytes from the parameter's start. */
export let segmentNumber: usize = 0

/** Begins with the parts [begin, end). */
export function setParts(begin: u32, end: u32, ofRun: u32, ofStep: u32, ofGroups: u32, ofColumns: u32): void {
  next = begin
  last = end
  run = ofRun
  runStep = ofStep
  chunks = (run + runStep - 1) / runStep
  groups = ofGroups
  columns = ofColumns
}

/** Goes on to the next part; false where none is left. */
export function nextPart(): bool {
  if (next === last) return false
  part = next++
  partGroup = part / chunks
  within = (part - partGroup * chunks) * runStep
  stop = min(within + runStep, run)
  before = (partGroup % groups) * run
  partAt = (partGroup * run + within) << 2
  partBytes = (stop - within) << 2
  return true
}

/** Goes on to the next segment of the part; false where none is left. */
export function nextSegment(): bool {
  if (within === stop) return false
  const place = (before + within) / columns
  const end = columns === 1 ? stop : min((place + 1) * columns - before, stop)
  segmentAt = (partGroup * run + within) << 2
  segmentBytes = (end - within) << 2
  segmentNumber = place << 2
  within = end
  return true
}
