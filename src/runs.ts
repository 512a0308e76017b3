/** The door `striate/runs`: run folders: train into one, resume, evaluate, draw and report. */
