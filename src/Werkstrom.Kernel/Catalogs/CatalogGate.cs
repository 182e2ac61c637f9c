namespace Werkstrom.Kernel.Catalogs;

/// <summary>One change of assets and signals at a time; reads do not wait for it.</summary>
sealed class CatalogGate : IDisposable
{
    readonly SemaphoreSlim _one = new(1, 1);

    public async ValueTask<Held> EnterAsync(CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        return new Held(_one);
    }

    public void Dispose() => _one.Dispose();

    public readonly struct Held(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
