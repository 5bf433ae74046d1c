CREATE TABLE half_done (n int); SELECT 1/0;
