import express, { type RequestHandler } from 'express';

/** A picture is only ever a picture: opened by itself it can neither script nor reach anything. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Serves the pictures of things to anyone; a name that is not there goes on to the next handler. */
export function pictures(folder: string): RequestHandler {
  return express.static(folder, {
    index: false,
    redirect: false,
    dotfiles: 'ignore',
    maxAge: DAY_MS,
    setHeaders: (response) => response.setHeader('content-security-policy', POLICY),
  });
}
