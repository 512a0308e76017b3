/** The allowance that keeps what is decoded at a time within bounds. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allowance } from './readImages.ts'

test('who asks first is served first, and no more is out than there may be', async () => {
  const { take, give } = allowance(10)
  const order: string[] = []
  const taken = (name: string, amount: number) => take(amount).then(() => order.push(name))
  const turn = () => new Promise((done) => setImmediate(done))
  taken('a', 6)
  taken('b', 10)
  taken('c', 1)
  await turn()
  assert.deepEqual(order, ['a'])
  give(6)
  await turn()
  assert.deepEqual(order, ['a', 'b'])
  give(10)
  await turn()
  assert.deepEqual(order, ['a', 'b', 'c'])
})
