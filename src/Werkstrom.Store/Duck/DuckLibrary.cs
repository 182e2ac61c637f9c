using System.Reflection;
using System.Runtime.InteropServices;

namespace Werkstrom.Store.Duck;

/// <summary>Finds the native library beside the program and says clearly when it is not there.</summary>
static class DuckLibrary
{
    static DuckLibrary() => NativeLibrary.SetDllImportResolver(typeof(DuckLibrary).Assembly, Resolve);

    /// <summary>Makes sure that the library can be loaded; cheap after the first call.</summary>
    /// <exception cref="DllNotFoundException">It is missing or does not fit this machine.</exception>
    public static void Load() => Marshal.PtrToStringUTF8(NativeDuck.duckdb_library_version());

    static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != NativeDuck.Library)
            return 0;
        var file = OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";
        var full = Path.Combine(AppContext.BaseDirectory, file);
        if (!File.Exists(full))
            throw new DllNotFoundException($"DuckDB's library {file} is missing beside the program ({AppContext.BaseDirectory}). Build or install again.");
        try
        {
            return NativeLibrary.Load(full);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new DllNotFoundException($"DuckDB's library {full} does not fit this machine ({RuntimeInformation.RuntimeIdentifier}).", e);
        }
    }
}
