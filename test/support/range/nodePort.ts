/** Of another range on this machine it is somebody else's; the whole range is 30000 to 32767. */
export const nodePort = 30_000 + (process.pid % 2768);
