/**
 * A person waits for a prompt and a client for its answer: what is not known in time is unknown.
 * @param milliseconds how long to wait
 * @param otherwise the answer when the promise is late or fails
 */
export function within<Value, Otherwise>(milliseconds: number, promise: Promise<Value>, otherwise: Otherwise): Promise<Value | Otherwise> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(otherwise), milliseconds);
    const end = (value: Value | Otherwise) => {
      clearTimeout(timer);
      resolve(value);
    };
    promise.then(end, () => end(otherwise));
  });
}
