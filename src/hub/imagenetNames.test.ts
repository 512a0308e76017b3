/** The names of ImageNet's classes: as many as there are outputs, each once, in the usual order, in both languages. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { imagenetNames } from './imagenetNames.ts'

/** Places that everybody knows, from all over the list. */
const places: Readonly<Record<number, readonly [string, string]>> = {
  0: ['tench', '텐치'],
  1: ['goldfish', '금붕어'],
  207: ['golden retriever', '골든 리트리버'],
  235: ['German shepherd', '저먼 셰퍼드'],
  281: ['tabby cat', '얼룩고양이'],
  291: ['lion', '사자'],
  340: ['zebra', '얼룩말'],
  388: ['giant panda', '대왕판다'],
  404: ['airliner', '여객기'],
  504: ['coffee mug', '머그잔'],
  530: ['digital clock', '디지털시계'],
  620: ['laptop computer', '노트북 컴퓨터'],
  779: ['school bus', '통학 버스'],
  817: ['sports car', '스포츠카'],
  920: ['traffic light', '신호등'],
  954: ['banana', '바나나'],
  963: ['pizza', '피자'],
  980: ['volcano', '화산'],
  999: ['toilet paper', '화장지'],
}

test('1,000 different names, in the order of the outputs', async () => {
  const [en, ko] = [await imagenetNames(), await imagenetNames('ko')]
  assert.deepEqual([en.length, new Set(en).size, ko.length, new Set(ko).size], [1000, 1000, 1000, 1000])
  for (const [k, names] of Object.entries(places)) assert.deepEqual([en[Number(k)], ko[Number(k)]], names)
  for (const name of [...en, ...ko]) assert.match(name, /^[\p{L}\p{N}][\p{L}\p{N} '’.()-]*$/u, name)
})

test('what has no Korean name is shown in English, and that is little', async () => {
  const [en, ko] = [await imagenetNames(), await imagenetNames('ko')]
  const without = ko.filter((name) => !/[가-힣]/.test(name))
  assert.ok(without.length <= 10, without.join(', '))
  for (const name of without) assert.ok(en.includes(name), name)
})
