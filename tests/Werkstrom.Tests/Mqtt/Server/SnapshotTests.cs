using Microsoft.Extensions.Logging.Abstractions;
using Werkstrom.Mqtt.Journal;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Sessions;

namespace Werkstrom.Tests.Mqtt.Server;

/// <summary>What a snapshot holds of messages of QoS 2, and when it counts.</summary>
public sealed class SnapshotTests : IDisposable
{
    const string Hour = "11 00 00 0E 10";

    readonly string _root = Directory.CreateTempSubdirectory("mqtt-").FullName;

    [Fact(DisplayName = "QoS 2: what waits for a subscriber outlives any number of restarts, also when its publisher has released it")]
    public async Task Two_restarts()
    {
        var folder = _root;
        await using (var first = await TestBroker.StartAsync(o => o.Folder = folder))
        {
            using (var reader = await first.ConnectAsync("reader", Hour))
            {
                await reader.SendAsync("82 07 00 01 00 00 01 'a' 02 E0 00");
                await reader.ExpectAsync("90 04 00 01 00 02");
                await reader.ExpectEndAsync();
            }

            using var writer = await first.ConnectAsync("writer", Hour);
            await writer.SendAsync("34 07 00 01 'a' 00 05 00 'x'");
            await writer.ExpectAsync("50 02 00 05");
            await writer.SendAsync("62 02 00 05 34 07 00 01 'a' 00 06 00 'y'");
            await writer.ExpectAsync("70 02 00 05 50 02 00 06");
        }

        await using (await TestBroker.StartAsync(o => o.Folder = folder))
        {
            // nobody comes
        }

        await using var third = await TestBroker.StartAsync(o => o.Folder = folder);
        using var back = await third.OpenAsync();
        await back.ConnectAsync("reader", Hour, clean: false, keepAlive: 0, present: true);

        await back.ExpectAsync("34 07 00 01 'a' 00 02 00 'x' 34 07 00 01 'a' 00 03 00 'y'");
    }

    [Fact(DisplayName = "QoS 2: a snapshot does not count while a message is half passed on, since it may know the publisher's half only")]
    public async Task Half_passed_on()
    {
        var (folder, options) = (_root, new MqttSubscription("a", MqttQos.ExactlyOnce));
        await using MqttJournal journal = new(folder, compactAfter: 100, NullLogger.Instance);
        Session reader = new("reader", 1, journal) { Expiry = 3600, IsInJournal = true }, writer = new("writer", 2, journal) { Expiry = 3600, IsInJournal = true };
        using SemaphoreSlim asked = new(0), go = new(0);
        journal.Load();
        journal.Start();
        journal.State = () =>
        {
            asked.Release();
            go.Wait();
            return ([reader, writer], []);
        };
        Subscription subscription = new(reader, options, 0);
        lock (reader.Gate)
            (_, _) = (Opened(reader), reader.Put(subscription));
        lock (writer.Gate)
            Opened(writer);
        while (!asked.Wait(0)) // until the log is long enough for a snapshot
        {
            writer.Arrive(7, 1);
            writer.Free(7);
            await journal.DurableAsync();
        }

        writer.Arrive(5, 1);
        await journal.DurableAsync();
        var snapshots = Directory.GetFiles(folder, "*.snap");
        string[] meanwhile = [];
        await Task.Factory.StartNew(() =>
        {
            journal.BeginTogether();
            writer.TryPassOn(5);
            go.Release(1_000);
            SpinWait.SpinUntil(() => Directory.GetFiles(folder, "*.snap").Except(snapshots).Any(), 500);
            meanwhile = Directory.GetFiles(folder, "*.snap");
            reader.Deliver(new Message("a", "a"u8.ToArray(), "x"u8.ToArray(), 0) { Qos = MqttQos.ExactlyOnce, Retain = false, PublishedAt = 1 }, Delivery.Of(subscription), false, new Origin(2, 5));
            writer.PassedOn(5);
            journal.EndTogether();
        }, TaskCreationOptions.LongRunning);
        while (!Directory.GetFiles(folder, "*.snap").Except(snapshots).Any())
            await Task.Delay(10);
        await journal.DisposeAsync();
        Replay after = new();
        JournalFiles.Read(folder, after, NullLogger.Instance);

        Assert.Equal(snapshots, meanwhile);
        Assert.True(after.Sessions.Single(s => s.Number == 2).Arrivals[5].PassedOn);
        Assert.Single(after.Sessions.Single(s => s.Number == 1).Queue);

        bool Opened(Session session)
        {
            journal.Opened(session);
            return true;
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
