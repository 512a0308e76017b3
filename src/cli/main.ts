#!/usr/bin/env node
/** The command `striate`. */
