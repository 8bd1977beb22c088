import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("counselling", "0009_add_case_papers"),
    ]

    operations = [
        migrations.CreateModel(
            name="AttendanceReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("starts_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        choices=[("coming", "가겠습니다"), ("not_coming", "못 갑니다")],
                        max_length=20,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="NoticeTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("appointment_confirmed", "예약 확정 안내"),
                            ("appointment_cancelled", "예약 취소 안내"),
                            ("appointment_moved", "예약 시간 변경 안내"),
                            ("slot_offered", "빠른 시간 제안 안내"),
                            ("request_received", "상담 요청 접수 안내"),
                            ("times_proposed", "상담 시간 제안 안내"),
                            ("request_declined", "상담 요청 답변 안내"),
                            ("reminder_early", "미리 알림"),
                            ("reminder_soon", "곧 시작 알림"),
                            ("code_reissued", "인증번호 다시 보내기"),
                            ("queue_ticket_taken", "대기 순번 안내"),
                            ("session_closed", "상담 결과 안내"),
                            ("conference_invited", "회의 초대"),
                        ],
                        max_length=40,
                    ),
                ),
                (
                    "language",
                    models.CharField(choices=[("ko", "한국어"), ("en", "English")], max_length=5),
                ),
                ("heading", models.CharField(max_length=120)),
                ("email_text", models.TextField(max_length=4000)),
                ("sms_text", models.TextField(max_length=1000)),
            ],
            options={
                "verbose_name": "알림 문구",
            },
        ),
        migrations.RemoveIndex(
            model_name="notice",
            name="notice_next_try",
        ),
        migrations.AlterField(
            model_name="receipt",
            name="was_sent",
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name="demomessage",
            name="calendar",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="demomessage",
            name="key",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="notice",
            name="agency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notices",
                to="counselling.agency",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="expires_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="notice",
            name="handed_over_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="notice",
            name="round",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="receipt",
            name="actor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="receipt",
            name="event",
            field=models.CharField(
                choices=[
                    ("sent", "받아 감"),
                    ("failed", "보내지 못함"),
                    ("unsure", "보냈는지 알 수 없음"),
                    ("delivered", "도착함"),
                    ("undelivered", "도착하지 못함"),
                    ("retried", "다시 보내기"),
                ],
                default="sent",
                max_length=20,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="unitsettings",
            name="first_reminder_minutes",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(60),
                    django.core.validators.MaxValueValidator(10080),
                ],
                verbose_name="시작 몇 분 전에 미리 알리나요 (분)",
            ),
        ),
        migrations.AddField(
            model_name="unitsettings",
            name="second_reminder_minutes",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(5),
                    django.core.validators.MaxValueValidator(120),
                ],
                verbose_name="시작 몇 분 전에 다시 알리나요 (분)",
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("appointment_confirmed", "예약 확정 안내"),
                    ("appointment_cancelled", "예약 취소 안내"),
                    ("appointment_moved", "예약 시간 변경 안내"),
                    ("slot_offered", "빠른 시간 제안 안내"),
                    ("request_received", "상담 요청 접수 안내"),
                    ("times_proposed", "상담 시간 제안 안내"),
                    ("request_declined", "상담 요청 답변 안내"),
                    ("reminder_early", "미리 알림"),
                    ("reminder_soon", "곧 시작 알림"),
                    ("code_reissued", "인증번호 다시 보내기"),
                    ("queue_ticket_taken", "대기 순번 안내"),
                    ("session_closed", "상담 결과 안내"),
                    ("conference_invited", "회의 초대"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "보낼 예정"),
                    ("sending", "보내는 중"),
                    ("sent", "보냄"),
                    ("delivered", "도착함"),
                    ("unsure", "보냈는지 확인 필요"),
                    ("failed", "보내지 못함"),
                    ("dropped", "보낼 필요 없음"),
                ],
                default="waiting",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="unitchange",
            name="topic",
            field=models.CharField(
                choices=[
                    ("unit", "부서·창구"),
                    ("settings", "설정"),
                    ("hours", "상담 시간"),
                    ("closure", "휴무"),
                    ("holiday", "공휴일"),
                    ("service", "상담 서비스"),
                    ("people", "직원"),
                    ("site", "민원실"),
                    ("notice", "알림 문구"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("state__in", ["waiting", "sending"])),
                fields=["next_try_at"],
                name="notice_next_try",
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["subject"], name="notice_subject"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["agency", "-id"], name="notice_of_agency"),
        ),
        migrations.AddConstraint(
            model_name="demomessage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True),
                fields=("key",),
                name="demo_message_once",
            ),
        ),
        migrations.AddField(
            model_name="attendancereply",
            name="appointment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attendance_replies",
                to="counselling.appointment",
            ),
        ),
        migrations.AddField(
            model_name="noticetemplate",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notice_templates",
                to="counselling.agency",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticetemplate",
            constraint=models.UniqueConstraint(
                fields=("agency", "kind", "language"), name="notice_template_once"
            ),
        ),
    ]
