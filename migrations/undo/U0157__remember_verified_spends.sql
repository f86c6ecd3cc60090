DROP TABLE app.verified_spends;
