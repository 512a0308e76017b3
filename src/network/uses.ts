/** A network as its verbs see it. */
import type { Backend } from '../backends/backend.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import type { ModelInput } from '../graph/modelInput.ts'
import type { OpenPlan } from './prepared.ts'
import type { PlanUse } from './use.ts'

/** What the verbs of a network (predict, featureMaps …) are written with. */
export interface Uses {
  readonly model: ModelGraph
  /** What raw images are read by. */
  readonly input: ModelInput | undefined
  readonly backend: Backend
  use<U extends PlanUse, T>(use: U, work: (plan: OpenPlan<U>) => Promise<T>): Promise<T>
}
