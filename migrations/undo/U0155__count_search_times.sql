DROP TABLE operations.search_times;
