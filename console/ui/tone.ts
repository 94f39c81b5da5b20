/** What a colour may mean. `brand` marks actions; the other four are defined in tokens.css. */
export type Tone = 'neutral' | 'brand' | 'amber' | 'red' | 'green' | 'blue';
