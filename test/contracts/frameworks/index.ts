import { expressJwt } from "./express-jwt";
import { fastify } from "./fastify";
import type { Framework } from "./framework";
import { hono } from "./hono";
import { jose } from "./jose";
import { passportJwt } from "./passport";
import { pyJwt } from "./pyjwt";

export const frameworks: Framework[] = [expressJwt, jose, fastify, passportJwt, hono, pyJwt];
