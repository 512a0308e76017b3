/** The door `striate/runs`: run folders: train into one, resume, evaluate, draw and report. */

export { inspectImage, inspectionPage } from './inspectPage/inspectImage.ts'
export type { DrawnFigure, InspectedLayer, InspectImageOptions, Inspection } from './inspectPage/inspection.ts'
export type { StepProgress } from './runs/bookkeeper.ts'
export type { Checkpoint, Progress } from './runs/checkpoint.ts'
export { type ComparedOptions, compareOptions, type OptionRow } from './runs/compare/compareOptions.ts'
export { type ComparedRuns, type CompareOptions, compareRuns } from './runs/compare/compareRuns.ts'
export { listRuns, overviewOf, type RunOrder, type RunOverview, type RunState } from './runs/compare/overview.ts'
export { type Machine, machineNow, type RunConfig } from './runs/config.ts'
export {
  classCountOf,
  type DataSource,
  type IdxFiles,
  imageShapeOf,
  isTestedAtEnd,
  loadRunData,
  partsOf,
  type RunData,
} from './runs/data.ts'
export { type DrawnRun, type DrawRunOptions, drawRun } from './runs/drawRun.ts'
export type { FolderFound, FolderReading, FolderSource } from './runs/folderData.ts'
export {
  type EpochMetrics,
  keptEpoch,
  lastEpoch,
  lastTest,
  type MetricsLine,
  type StepsMetrics,
  type Tally,
  type TestMetrics,
} from './runs/metrics.ts'
export { dataNames, type NamedSource } from './runs/namedData.ts'
export { createRun, openRun, type Run, type RunParts, runFiles } from './runs/run.ts'
export type { TrainingSettings } from './runs/settings.ts'
export { type RunEvent, type TrainRunOptions, trainRun } from './runs/trainRun.ts'
export type { Language } from './text/language.ts'
export { version } from './text/version.ts'
