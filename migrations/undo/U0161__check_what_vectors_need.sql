-- That rows were checked is nothing to take back.
SELECT;
