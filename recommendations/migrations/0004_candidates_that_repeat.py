from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0003_jobs_mails_templates_webhooks")]

    operations = [
        migrations.AddField(
            model_name="candidate",
            name="alike",
            field=models.JSONField(blank=True, default=list, verbose_name="much like"),
        ),
        migrations.AddField(
            model_name="candidate",
            name="restates",
            field=models.JSONField(blank=True, default=list, verbose_name="restates"),
        ),
    ]
