namespace Werkstrom.Aas.Model;

/// <summary>Types of values, of XML Schema.</summary>
public enum DataTypeDefXsd
{
    /// <summary><c>xs:anyURI</c></summary>
    AnyUri,

    /// <summary><c>xs:base64Binary</c></summary>
    Base64Binary,

    /// <summary><c>xs:boolean</c></summary>
    Boolean,

    /// <summary><c>xs:byte</c></summary>
    Byte,

    /// <summary><c>xs:date</c></summary>
    Date,

    /// <summary><c>xs:dateTime</c></summary>
    DateTime,

    /// <summary><c>xs:decimal</c></summary>
    Decimal,

    /// <summary><c>xs:double</c></summary>
    Double,

    /// <summary><c>xs:duration</c></summary>
    Duration,

    /// <summary><c>xs:float</c></summary>
    Float,

    /// <summary><c>xs:gDay</c></summary>
    GDay,

    /// <summary><c>xs:gMonth</c></summary>
    GMonth,

    /// <summary><c>xs:gMonthDay</c></summary>
    GMonthDay,

    /// <summary><c>xs:gYear</c></summary>
    GYear,

    /// <summary><c>xs:gYearMonth</c></summary>
    GYearMonth,

    /// <summary><c>xs:hexBinary</c></summary>
    HexBinary,

    /// <summary><c>xs:int</c></summary>
    Int,

    /// <summary><c>xs:integer</c></summary>
    Integer,

    /// <summary><c>xs:long</c></summary>
    Long,

    /// <summary><c>xs:negativeInteger</c></summary>
    NegativeInteger,

    /// <summary><c>xs:nonNegativeInteger</c></summary>
    NonNegativeInteger,

    /// <summary><c>xs:nonPositiveInteger</c></summary>
    NonPositiveInteger,

    /// <summary><c>xs:positiveInteger</c></summary>
    PositiveInteger,

    /// <summary><c>xs:short</c></summary>
    Short,

    /// <summary><c>xs:string</c></summary>
    String,

    /// <summary><c>xs:time</c></summary>
    Time,

    /// <summary><c>xs:unsignedByte</c></summary>
    UnsignedByte,

    /// <summary><c>xs:unsignedInt</c></summary>
    UnsignedInt,

    /// <summary><c>xs:unsignedLong</c></summary>
    UnsignedLong,

    /// <summary><c>xs:unsignedShort</c></summary>
    UnsignedShort,
}

/// <summary>Types of values, of IEC 61360.</summary>
public enum DataTypeIec61360
{
    /// <summary><c>BLOB</c></summary>
    Blob,

    /// <summary><c>BOOLEAN</c></summary>
    Boolean,

    /// <summary><c>DATE</c></summary>
    Date,

    /// <summary><c>FILE</c></summary>
    File,

    /// <summary><c>HTML</c></summary>
    Html,

    /// <summary><c>INTEGER_COUNT</c></summary>
    IntegerCount,

    /// <summary><c>INTEGER_CURRENCY</c></summary>
    IntegerCurrency,

    /// <summary><c>INTEGER_MEASURE</c></summary>
    IntegerMeasure,

    /// <summary><c>IRDI</c></summary>
    Irdi,

    /// <summary><c>IRI</c></summary>
    Iri,

    /// <summary><c>RATIONAL</c></summary>
    Rational,

    /// <summary><c>RATIONAL_MEASURE</c></summary>
    RationalMeasure,

    /// <summary><c>REAL_COUNT</c></summary>
    RealCount,

    /// <summary><c>REAL_CURRENCY</c></summary>
    RealCurrency,

    /// <summary><c>REAL_MEASURE</c></summary>
    RealMeasure,

    /// <summary><c>STRING</c></summary>
    String,

    /// <summary><c>STRING_TRANSLATABLE</c></summary>
    StringTranslatable,

    /// <summary><c>TIME</c></summary>
    Time,

    /// <summary><c>TIMESTAMP</c></summary>
    Timestamp,
}
