DROP TABLE app.invitations;
