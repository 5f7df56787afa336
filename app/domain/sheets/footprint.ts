/** What a commit wrote: ids of its rows in the order of `rowsToWrite`, and rows of catalogues that it made on the way. */
export type Footprint = { readonly ids: readonly string[]; readonly topicIds: readonly string[]; readonly unitTypeIds: readonly string[] };
