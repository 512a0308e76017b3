/** The door `striate/lesson`: the lecture, computed, drawn and told, section by section, in English and Korean. */
export { type LectureEvent, type LectureOptions, lecture, lectureFiles } from './lesson/lecture.ts'
export { ownPhotograph } from './lesson/photograph.ts'
export { pictures15 as fifteenImages } from './lesson/pictures15.ts'
