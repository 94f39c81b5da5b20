import { SetMetadata } from '@nestjs/common';
import type { Permission } from '../auth/permissions.js';

export const accessKey = 'clawbutler:access';

export type Access =
  { kind: 'public' } | { kind: 'signed-in' } | { kind: 'permission'; permission: Permission };

/** The caller needs this permission in the request's organisation. */
export const Can = (permission: Permission) =>
  SetMetadata(accessKey, { kind: 'permission', permission } satisfies Access);

/** Anybody, signed in or not. */
export const Public = () => SetMetadata(accessKey, { kind: 'public' } satisfies Access);

/** Any signed-in person; no organisation needed, service tokens refused. */
export const SignedIn = () => SetMetadata(accessKey, { kind: 'signed-in' } satisfies Access);
