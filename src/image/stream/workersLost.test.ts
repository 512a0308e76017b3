/** Threads that read images and end: whoever waits for an image hears of it. In a file of its own: there are no others yet. */
import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import { workplace } from '../../../test/image/workplace.ts'
import { RunError } from '../../errors/errors.ts'
import { inKorean } from '../../errors/inKorean.ts'

const { drawAll, read } = workplace()

test('a thread that ends is an error of what is read, and the next reading starts others', async (t) => {
  await drawAll('a/1.png', 'b/1.png')
  const { getBuiltinModule } = process
  t.after(() => Object.assign(process, { getBuiltinModule }))
  let started = 0
  class Ending extends EventEmitter {
    constructor() {
      super()
      if (started++ === 0) setTimeout(() => this.emit('exit', 7), 10)
    }
    postMessage(): void {}
    terminate(): void {}
    ref(): void {}
    unref(): void {}
  }
  const threads = { ...getBuiltinModule('node:worker_threads'), Worker: Ending }
  Object.assign(process, { getBuiltinModule: (id: string) => (id === 'node:worker_threads' ? threads : getBuiltinModule(id)) })
  for (const stream of [false, true]) {
    started = 0
    await assert.rejects(read({ stream }), (error) => {
      assert.ok(error instanceof RunError)
      assert.equal(
        error.message,
        'a thread that reads images has ended: exit code 7.\n  Fix: start again; nothing is lost but what was not written yet.',
      )
      assert.match(inKorean(error), /이미지를 읽는 스레드가 끝났습니다: exit code 7\./)
      return true
    })
  }
  Object.assign(process, { getBuiltinModule })
  assert.equal((await read()).length, 2)
})
