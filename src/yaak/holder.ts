import type { Folder, HttpRequest } from "@yaakapp/api";
import { formSchema, isEmpty, JwtAuthError, md5, type Values } from "../core";
import type { YaakContext } from "./host";

/** A request or folder that holds the settings of a form, and that plugins can change. */
export interface Holder {
  model: HttpRequest | Folder;
  /** Whether there is a key already. */
  hasKey: boolean;
}

/**
 * Finds what holds a form's settings. Plugins are told only the MD5 of its ID.
 *
 * @returns undefined for a workspace, or for a gRPC or WebSocket request, which plugins cannot change
 */
export async function findHolder(ctx: YaakContext, contextId: string): Promise<Holder | undefined> {
  // Some versions reject, others resolve to undefined.
  const lists = await Promise.all([ctx.httpRequest.list?.(), ctx.folder?.list?.()]).catch(() => []);
  const models = (lists as ((HttpRequest | Folder)[] | undefined)[]).flatMap((list) => list ?? []);
  const model = models.find(({ id }) => md5(id) === contextId);
  if (model?.authenticationType !== formSchema.name) return undefined;
  const { key, keyFile }: Values = model.authentication;
  return { model, hasKey: !isEmpty(key) || !isEmpty(keyFile) };
}

/**
 * Changes the settings of a form.
 *
 * @throws JwtAuthError if Yaak does not save them
 */
export async function saveKey(ctx: YaakContext, contextId: string, changes: Values): Promise<void> {
  // Found again, because something else in it may have changed in the meantime.
  const { model } = (await findHolder(ctx, contextId)) ?? {};
  if (model && (await update(ctx, model, changes))) return;
  throw new JwtAuthError(undefined, "Couldn't save the new key. Generate another one, and copy it instead.", {
    label: "Yaak",
  });
}

async function update(ctx: YaakContext, model: Holder["model"], changes: Values): Promise<boolean> {
  const changed = { ...model, authentication: { ...model.authentication, keyFile: null, ...changes } };
  // Some versions reject, others resolve to undefined.
  const saved =
    changed.model === "folder" ? ctx.folder?.update?.(changed) : ctx.httpRequest.update?.(changed);
  return Promise.resolve(saved).then(Boolean, () => false);
}
