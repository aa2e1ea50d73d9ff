"""What the application's role may do on PostgreSQL: everything it needs, and nothing to facts but add them.

Migrations and erasures run as the owner of the tables; the web server and the workers run as the limited role,
so that even a flaw that reaches the database cannot rewrite what was recorded.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

from varsel.base.kernel import append_only


def statements(connection: BaseDatabaseWrapper, role: str) -> list[str]:
    """SQL that gives `role` its rights on this database; to be run again after every migration.

    Source: PostgreSQL 15, GRANT: TRUNCATE, REFERENCES and TRIGGER are rights of their own and are not given.
    """
    quoted = connection.ops.quote_name(role)
    facts = [table for table in append_only.tables() if table in connection.introspection.table_names()]
    granted = [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {quoted}",
        f"GRANT USAGE ON SCHEMA public TO {quoted}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {quoted}",
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {quoted}",
    ]
    named = ", ".join(connection.ops.quote_name(table) for table in facts)
    return [*granted, f"REVOKE UPDATE, DELETE ON {named} FROM {quoted}"] if facts else granted
