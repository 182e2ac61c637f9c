using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Werkstrom.Tests;

/// <summary>What a host logs from a level on, line by line: <c>host.Services.GetRequiredService&lt;ILoggerFactory&gt;().AddProvider(told)</c>.</summary>
sealed class Told(LogLevel least = LogLevel.Warning) : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            Lines.Enqueue(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
