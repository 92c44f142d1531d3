/** A Secret with the keys that its users may refer to; who renders it and from what is the business of one chart. */
export interface SecretRef<Key extends string = string> {
  readonly name: string;
  readonly namespace: string;
  readonly keys: readonly Key[];
}

/** One value in a Secret. */
export interface SecretKey {
  readonly secret: SecretRef;
  readonly key: string;
}

/** A Secret's key; one that it does not have does not compile. */
export const keyOf = <Key extends string>(secret: SecretRef<Key>, key: NoInfer<Key>): SecretKey => ({ secret, key });
