using Werkstrom.Kernel.Records;

namespace Werkstrom.Store.Sql;

/// <summary>
/// What a query sees by name. The views are made anew on every connection for SQL, so that the file holds none and an upgrade has
/// none to change.
/// </summary>
static class SqlViews
{
    /// <summary>Every sample once, in the stored unit.</summary>
    public const string Stored = """
        -- Every sample once, in the stored unit: the rule of README.md, "Tables". Only untidy days of sample_hot and sample_late pay for it.
        CREATE TEMP VIEW stored_samples AS
        WITH late AS (
          SELECT signal_id, ts, value, quality, seq FROM sample_late
          QUALIFY row_number() OVER (PARTITION BY signal_id, ts ORDER BY seq DESC) = 1)
          SELECT signal_id, ts, value, quality FROM sample_closed c
          WHERE NOT EXISTS (SELECT 1 FROM sample_late l WHERE l.signal_id = c.signal_id AND l.ts = c.ts AND l.seq >= 0)
          UNION ALL
          SELECT signal_id, ts, value, quality FROM late l
          WHERE quality <> 255 AND (seq >= 0 OR NOT EXISTS (SELECT 1 FROM sample_closed c WHERE c.signal_id = l.signal_id AND c.ts = l.ts))
          UNION ALL
          SELECT signal_id, ts, value, quality FROM sample_hot h
          WHERE NOT EXISTS (SELECT 1 FROM sample_untidy u WHERE u.signal_id = h.signal_id AND u.day = epoch_us(h.ts) // 86400000000)
          UNION ALL
          SELECT signal_id, ts, value, quality FROM (
            SELECT signal_id, ts, value, quality FROM sample_hot h
            WHERE EXISTS (SELECT 1 FROM sample_untidy u WHERE u.signal_id = h.signal_id AND u.day = epoch_us(h.ts) // 86400000000)
            QUALIFY row_number() OVER (PARTITION BY signal_id, ts ORDER BY seq DESC, rowid DESC) = 1)
          WHERE quality <> 255
        """;

    /// <summary>Assets, signals, samples and hourly figures.</summary>
    public const string All = Stored + ";" + """
        CREATE TEMP VIEW assets AS SELECT id, parent_id, path, kind, title FROM sql_asset;
        CREATE TEMP VIEW signals AS
        SELECT s.id, s.path, s.title, s.unit, s.kind, s.asset_id, a.path AS asset, s.expected_s FROM sql_signal s LEFT JOIN sql_asset a ON a.id = s.asset_id;

        CREATE TEMP VIEW samples AS
        SELECT g.path, s.signal_id, s.ts, s.value * g.factor + g.shift AS value, s.quality
        FROM stored_samples s JOIN sql_signal g ON g.id = s.signal_id;

        -- Figures of closed hours, in the shown unit.
        CREATE TEMP VIEW hourly AS
        SELECT g.path, h.signal_id, h.hour, h.n,
          least(h.min * g.factor, h.max * g.factor) + g.shift AS min, greatest(h.min * g.factor, h.max * g.factor) + g.shift AS max,
          h.sum / h.n * g.factor + g.shift AS mean, h.sum * g.factor + h.n * g.shift AS sum,
          h.first * g.factor + g.shift AS first, h.last * g.factor + g.shift AS last,
          CASE WHEN g.kind = 'counter' THEN h.increase * g.factor END AS increase
        FROM sample_1h h JOIN sql_signal g ON g.id = h.signal_id;
        """;

    /// <summary>Name of the view of a record type: <c>record_work_order</c> for <c>work-order</c>.</summary>
    public static string NameOf(string type) => $"record_{type.Replace('-', '_')}";

    /// <summary>The view of a record type, with a column a field.</summary>
    public static string Of(RecordType type)
    {
        // names of types and fields are lower-case letters, digits, dashes and underscores (Kernel/Records): nothing to escape
        string[] own = ["starts", "ends", "asset", "recorded_at", "fields"];
        var fields = type.Fields.Select(f =>
            $"TRY_CAST(r.fields->>'$.{f.Name}' AS {SqlType(f.Type)}) AS \"{(own.Contains(f.Name) ? f.Name + "_field" : f.Name)}\"");
        return $"""
            CREATE TEMP VIEW "{NameOf(type.Name)}" AS
            SELECT r.id, r.starts, r.ends, r.asset_id, a.path AS asset, {string.Join(", ", fields)}, r.origin, r.author, r.recorded_at, r.revision
            FROM record r LEFT JOIN sql_asset a ON a.id = r.asset_id WHERE r.type = '{type.Name}' AND NOT r.is_withdrawn
            """;
    }

    static string SqlType(FieldType type) => type switch
    {
        FieldType.Number => "DOUBLE",
        FieldType.Whole => "BIGINT",
        FieldType.Boolean => "BOOLEAN",
        FieldType.Instant => "TIMESTAMP",
        _ => "VARCHAR",
    };
}
