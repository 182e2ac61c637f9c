namespace Werkstrom.Store.Duck;

/// <summary>Runs the numbered files of <c>Duck/Migrations</c> once each, in order, each in its own transaction.</summary>
static class DuckMigrations
{
    const string Prefix = "duck/";

    /// <summary>Brings the tables up to date.</summary>
    /// <returns>How many files ran.</returns>
    public static int Run(DuckConnection connection)
    {
        connection.Execute("CREATE TABLE IF NOT EXISTS store_migration (name VARCHAR NOT NULL)");
        var done = Done(connection);
        var ran = 0;
        foreach (var name in typeof(DuckMigrations).Assembly.GetManifestResourceNames().Where(IsOurs).Order(StringComparer.Ordinal))
        {
            if (done.Contains(name))
                continue;
            connection.InTransaction(() =>
            {
                using var reader = new StreamReader(typeof(DuckMigrations).Assembly.GetManifestResourceStream(name)!);
                connection.Execute(reader.ReadToEnd());
                return connection.Execute("INSERT INTO store_migration VALUES ($1)", name);
            });
            ran++;
        }

        return ran;
    }

    static bool IsOurs(string resource) => resource.StartsWith(Prefix, StringComparison.Ordinal);

    static HashSet<string> Done(DuckConnection connection)
    {
        HashSet<string> names = [];
        using var result = connection.Query("SELECT name FROM store_migration");
        while (result.Next() is { } chunk)
        {
            using (chunk)
            {
                for (var row = 0; row < chunk.Count; row++)
                    names.Add(chunk.Text(0, row)!);
            }
        }

        return names;
    }
}
