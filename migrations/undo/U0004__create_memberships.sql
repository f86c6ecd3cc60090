DROP TABLE app.memberships;
