-- Planned from this index, a page of one kind of searches walks through all others; searches_history serves all there is.

drop index searches_created;
