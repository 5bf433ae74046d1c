CREATE TABLE migrated (n int); INSERT INTO migrated VALUES (1);
