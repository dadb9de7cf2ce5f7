-- Cards in training are simulated whatever the store takes, and no sale of the books belongs to them.
alter table payment add column training boolean not null default false;
