-- Work that waits, in pg-boss's own tables. A job names records by their ids, of any organization, and nobody who asks may see it: an
-- operation of the graph finds no job at all. The server reads and writes them on connections of its own, on which nobody asks.
revoke execute on all routines in schema jobs from public;
create policy nobody_asks on jobs.job to alongside_runtime using ((select app.nobody_asks()));
create policy nobody_asks on jobs.archive to alongside_runtime using ((select app.nobody_asks()));
create policy nobody_asks on jobs.queue to alongside_runtime using ((select app.nobody_asks()));
create policy nobody_asks on jobs.version to alongside_runtime using ((select app.nobody_asks()));

-- What taking, finishing, repeating and clearing away jobs needs. Queues are made by migrations, and by nobody else.
grant usage on schema jobs to alongside_runtime;
grant select, insert, update, delete on jobs.job to alongside_runtime;
grant select, insert, delete on jobs.archive to alongside_runtime;
grant select on jobs.queue to alongside_runtime;
grant select, update (maintained_on) on jobs.version to alongside_runtime;
