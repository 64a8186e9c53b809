/**
 * @param limit milliseconds that somebody waits
 * @returns what the work yields; null when it is late, and then a failure of it is heard and not told
 */
export async function inTime<Result>(limit: number, work: Promise<Result>): Promise<Result | null> {
  work.catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, limit, null);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
