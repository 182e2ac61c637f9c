using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Kernel.Notify;

sealed class OutboxMessageTable : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> message)
    {
        message.ToTable("kernel_outbox");
        message.HasKey(m => m.Id);
        message.Property(m => m.Id).HasColumnName("id").ValueGeneratedNever();
        message.Property(m => m.Recipient).HasColumnName("recipient");
        message.Property(m => m.Subject).HasColumnName("subject");
        message.Property(m => m.Body).HasColumnName("body");
        message.Property(m => m.Form).HasColumnName("form").HasConversion(new EnumWord<MessageForm>());
        message.Property(m => m.MessageKey).HasColumnName("message_key");
        message.Property(m => m.State).HasColumnName("state").HasConversion(new EnumWord<OutboxState>());
        message.Property(m => m.Tries).HasColumnName("tries");
        message.Property(m => m.Next).HasColumnName("next_ms");
        message.Property(m => m.CreatedAt).HasColumnName("created_ms");
        message.Property(m => m.Ended).HasColumnName("ended_ms");
        message.Property(m => m.Error).HasColumnName("error");
        message.Ignore(m => m.IsWebhook);
    }
}
