using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Jobs;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Tests.Energy.Jobs;

public sealed class LongJobsTests(Host host) : IClassFixture<Host>
{
    LongJobs Jobs => host.Services.GetRequiredService<LongJobs>();

    [Fact]
    public async Task Work_goes_on_by_who_asked_for_it_says_how_far_it_is_and_is_begun_once()
    {
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        LongJob job;
        using (Actor.As("erika"))
        {
            job = Jobs.Start("town", "customers", async (say, _) =>
            {
                say(3, 8);
                await go.Task;
                return host.Services.GetRequiredService<Actor>().Name;
            });
        }

        await Waiting.UntilAsync(() => job.Done == 3);
        Assert.Same(job, Jobs.Start("TOWN", "mix", (_, _) => throw new InvalidOperationException("a second one")));
        Assert.Equal(new(3, 8, false), ProgressView.Of(Jobs.Of("town")));
        go.SetResult();
        await Waiting.UntilAsync(() => !job.IsRunning);

        Assert.Equal("erika", job.Answer);
        Assert.Equal(new(3, 8, true), ProgressView.Of(job));
    }

    [Fact]
    public async Task Work_is_ended_and_work_that_fails_says_so_and_can_be_begun_again()
    {
        var endless = Jobs.Start("endless", "customers", async (_, end) =>
        {
            await Task.Delay(Timeout.Infinite, end);
            return 1;
        });
        endless.End();
        await Waiting.UntilAsync(() => !endless.IsRunning);
        Assert.Equal((true, null), (endless.IsEnded, endless.Answer));

        var broken = Jobs.Start("endless", "mix", 5, (_, _) => throw new InvalidOperationException("no room"));
        await Waiting.UntilAsync(() => !broken.IsRunning);
        Assert.Equal((false, "no room"), (broken.IsEnded, Assert.IsType<InvalidOperationException>(broken.Answer).Message));
    }

    [Fact]
    public async Task The_time_left_follows_from_the_speed_so_far_and_is_not_guessed_at_the_begin()
    {
        Spent clock = new();
        LongJob job = new("customers", clock, new());
        TaskCompletionSource<object> go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        job.Begin(_ => go.Task);
        job.Say(10, 100);
        clock.Seconds = 1;
        Assert.Null(job.Left);
        clock.Seconds = 10;
        job.Say(25, 100);
        Assert.Equal(30, job.Left); // 25 in 10 s: 75 in 30 s
        job.Say(25, 0);
        Assert.Null(job.Left);
        job.Say(100, 100);
        go.SetResult(1);
        await Waiting.UntilAsync(() => !job.IsRunning);
        Assert.Null(job.Left);
    }

    sealed class Spent : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
