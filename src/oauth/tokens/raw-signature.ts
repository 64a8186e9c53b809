/**
 * RFC 7518 §3.4: R and S in 32 bytes each, where OpenSSL gives a DER sequence of two integers. Node can turn one into the
 * other, and takes as long for it as for the signature: it copies the key to find out how long the parts are.
 */
const PART = 32;
/** Behind the tags and lengths of the sequence and of its first integer, each two bytes while all is under 128 bytes. */
const FIRST = 4;

/** @param der of an ECDSA signature on P-256, as `sign` gives it */
export function rawSignature(der: Buffer): Buffer {
  const firstEnd = FIRST + (der[FIRST - 1] ?? 0);
  const raw = Buffer.alloc(2 * PART);
  place(der.subarray(FIRST, firstEnd), raw, PART);
  place(der.subarray(firstEnd + 2), raw, 2 * PART);
  return raw;
}

/** An integer of DER is as short as it can be, and has a zero in front where it would otherwise be negative. */
function place(integer: Buffer, raw: Buffer, end: number): void {
  const digits = integer.subarray(Math.max(0, integer.length - PART));
  raw.set(digits, end - digits.length);
}
