/** The door `striate/figures`: drawing, on the Canvas API of Node or of a page. */
