/** The door `striate/image`: pictures in, and what is done to them. */
