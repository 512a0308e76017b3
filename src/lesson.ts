/** The door `striate/lesson`: the lecture, computed, drawn and told, section by section, in English and Korean. */

export { images15 as fifteenImages } from './lesson/images15.ts'
export { type LectureEvent, type LectureOptions, lecture, lectureFiles } from './lesson/lecture.ts'
export { ownPhotograph } from './lesson/photograph.ts'
