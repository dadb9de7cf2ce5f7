-- Pictures that come from a till have no account behind them; the till's register is in its name's
-- item and in the log.
alter table picture alter column uploaded_by drop not null;
