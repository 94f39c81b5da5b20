import { createContext, useContext } from 'react';

/** Whether the session that is shown was erased here. */
export const IsErased = createContext(false);

export const useIsErased = (): boolean => useContext(IsErased);
