using System.Runtime.InteropServices;

namespace Werkstrom.Store.Duck;

/// <summary>Owns a native object; it is freed once, and not while a call on another thread still uses it.</summary>
sealed class DuckHandle : SafeHandle
{
    readonly Release _release;

    public DuckHandle(nint handle, Release release) : base(0, ownsHandle: true)
    {
        _release = release;
        SetHandle(handle);
    }

    public delegate void Release(ref nint handle);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        _release(ref handle);
        return true;
    }
}
