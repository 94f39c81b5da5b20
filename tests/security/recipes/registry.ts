import { accountRecipes } from './account-recipes.js';
import { approvalRecipes } from './approval-recipes.js';
import { gatewayRecipes } from './gateway-recipes.js';
import { hostRecipes } from './host-recipes.js';
import { organizationRecipes } from './organization-recipes.js';
import type { Recipe } from './recipe.js';
import { sessionRecipes } from './session-recipes.js';

/** Every root field of the product, and how to use it. A field of the schema that is missing here fails the suites. */
export const recipes: Readonly<Record<string, Recipe>> = {
  ...accountRecipes,
  ...organizationRecipes,
  ...gatewayRecipes,
  ...hostRecipes,
  ...sessionRecipes,
  ...approvalRecipes,
};

/** The recipe of a root field, as `Query.agent`. */
export function recipeOf(coordinate: string): Recipe {
  const recipe = recipes[coordinate];
  if (!recipe) throw new Error(`${coordinate} has no recipe: add one in tests/security/recipes.`);
  return recipe;
}
