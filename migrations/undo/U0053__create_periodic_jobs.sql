DROP TABLE app.periodic_jobs;
