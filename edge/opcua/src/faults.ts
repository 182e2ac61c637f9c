// What went wrong, with a code that can be looked up and a sentence for people.

export class Fault extends Error {
  constructor(readonly code: string, text: string) {
    super(text);
  }
}

// the words of the standard and of the system, and what to do about them
const Known: [RegExp, string, string][] = [
  [/ECONNREFUSED/u, "Refused", "Nothing listens there: is the server running, and is the port right?"],
  [/ENOTFOUND|EAI_AGAIN/u, "UnknownHost", "The name of the host is not known: is it spelled right?"],
  [/ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|timeout/iu, "Unreachable", "The server does not answer: is the address right, and does a firewall stand between?"],
  [/BadIdentityTokenRejected|BadUserAccessDenied/u, "BadUserAccessDenied", "The server refuses user and password."],
  [/BadIdentityTokenInvalid|Cannot find.*user|anonymous/iu, "BadIdentityTokenInvalid", "The server does not let in without a user, or not with one: give it what it asks for."],
  [/BadCertificateUntrusted|BadSecurityChecksFailed|BadCertificateUseNotAllowed/u, "BadSecurityChecksFailed", "The server does not trust the certificate of Werkstrom: accept it in the server's list of rejected certificates."],
  [/BadTooManySessions/u, "BadTooManySessions", "The server has as many sessions as it allows."],
  [/BadCertificate[A-Za-z]*/u, "BadCertificate", "A certificate is not accepted."],
];

/** The fault behind an error of the library. */
export function faultOf(e: unknown): Fault {
  if (e instanceof Fault) return e;
  const text = (e as Error)?.message ?? String(e);
  for (const [pattern, code, words] of Known) {
    if (pattern.test(text)) return new Fault(code, words);
  }
  return new Fault(/Bad[A-Z][A-Za-z]+/u.exec(text)?.[0] ?? "Failed", text.split("\n")[0]!.slice(0, 300));
}
