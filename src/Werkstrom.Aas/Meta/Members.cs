using Werkstrom.Aas.Model;

namespace Werkstrom.Aas.Meta;

/// <summary>Descriptors of one attribute each, made by <see cref="Metamodel"/>'s table.</summary>
static class Members
{
    public static Member Text<T>(string name, Func<T, string?> get, Action<T, string> set, TextRule rule, bool required = false)
        where T : class, IClass => new TextOf<T>(name, get, set, rule, required);

    public static Member Truth<T>(string name, Func<T, bool?> get, Action<T, bool> set, bool required = false)
        where T : class, IClass => new TruthOf<T>(name, get, set, required);

    public static Member Bytes<T>(string name, Func<T, byte[]?> get, Action<T, byte[]> set)
        where T : class, IClass => new BytesOf<T>(name, get, set);

    public static Member Literal<T, TEnum>(string name, Func<T, TEnum?> get, Action<T, TEnum> set, bool required = false)
        where T : class, IClass where TEnum : struct, Enum => new LiteralOf<T, TEnum>(name, get, set, required);

    public static Member One<T, TValue>(string name, Func<T, TValue?> get, Action<T, TValue> set, bool required = false)
        where T : class, IClass where TValue : class, IClass => new ObjectOf<T, TValue>(name, get, set, required);

    public static Member Many<T, TItem>(string name, Func<T, List<TItem>?> get, Action<T, List<TItem>> set, bool required = false)
        where T : class, IClass where TItem : class, IClass => new ListOf<T, TItem>(name, get, set, required);

    sealed class TextOf<T>(string name, Func<T, string?> get, Action<T, string> set, TextRule rule, bool required)
        : ScalarMember(name, required, ScalarKind.Text, rule) where T : class, IClass
    {
        public override string? Get(IClass owner) => get((T)owner);

        public override string? TrySet(IClass owner, string text)
        {
            set((T)owner, text);
            return null;
        }
    }

    sealed class TruthOf<T>(string name, Func<T, bool?> get, Action<T, bool> set, bool required)
        : ScalarMember(name, required, ScalarKind.Boolean, null) where T : class, IClass
    {
        public override string? Get(IClass owner) => get((T)owner) switch { true => "true", false => "false", null => null };

        public override string? TrySet(IClass owner, string text)
        {
            if (text is not ("true" or "false" or "1" or "0"))
                return "is neither true nor false";
            set((T)owner, text is "true" or "1");
            return null;
        }
    }

    sealed class BytesOf<T>(string name, Func<T, byte[]?> get, Action<T, byte[]> set)
        : ScalarMember(name, false, ScalarKind.Bytes, null) where T : class, IClass
    {
        public override string? Get(IClass owner) => get((T)owner) is { } bytes ? Convert.ToBase64String(bytes) : null;

        public override bool IsSet(IClass owner) => get((T)owner) is not null;

        public override string? TrySet(IClass owner, string text)
        {
            var bytes = new byte[text.Length / 4 * 3];
            if (text.Length % 4 != 0 || !Convert.TryFromBase64String(text, bytes, out var written))
                return "is not base64";
            set((T)owner, bytes[..written]);
            return null;
        }
    }

    sealed class LiteralOf<T, TEnum>(string name, Func<T, TEnum?> get, Action<T, TEnum> set, bool required)
        : ScalarMember(name, required, ScalarKind.Literal, null) where T : class, IClass where TEnum : struct, Enum
    {
        public override string? Get(IClass owner) => get((T)owner) is { } value ? Literals.Of(value) : null;

        public override string? TrySet(IClass owner, string text)
        {
            if (!Literals.TryParse<TEnum>(text, out var value))
                return $"is no literal of {typeof(TEnum).Name}: {string.Join(", ", Literals.All<TEnum>())}";
            set((T)owner, value);
            return null;
        }
    }

    sealed class ObjectOf<T, TValue>(string name, Func<T, TValue?> get, Action<T, TValue> set, bool required)
        : ObjectMember(name, required) where T : class, IClass where TValue : class, IClass
    {
        public override ClassChoice Choice => ClassChoice.Of<TValue>();

        public override IClass? Get(IClass owner) => get((T)owner);

        public override void Set(IClass owner, IClass value) => set((T)owner, (TValue)value);

        internal override void Clear(IClass owner) => set((T)owner, null!);
    }

    sealed class ListOf<T, TItem>(string name, Func<T, List<TItem>?> get, Action<T, List<TItem>> set, bool required)
        : ListMember(name, required) where T : class, IClass where TItem : class, IClass
    {
        public override ClassChoice Choice => ClassChoice.Of<TItem>();

        public override IReadOnlyList<IClass>? Get(IClass owner) => get((T)owner);

        public override void Set(IClass owner, IReadOnlyList<IClass> values) => set((T)owner, [.. values.Cast<TItem>()]);

        internal override void Clear(IClass owner) => set((T)owner, null!);
    }
}
