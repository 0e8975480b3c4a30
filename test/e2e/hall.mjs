// The smallest community that can be worked in: one street, one practice, a case that is reported and accepted.

export const say = (zh, en) => ({ zh, en })

export const hall = {
  pack: 'hall',
  version: 1,
  title: say('大厅', 'Hall'),
  roles: { keeper: say('管理员', 'Keeper') },
  dossiers: {
    case: {
      title: say('事项', 'Case'),
      about: 'matter',
      fields: { what: { title: say('什么', 'What'), type: 'text' } },
      steps: { reported: say('已报', 'Reported'), accepted: say('已受理', 'Accepted') },
      ends: ['accepted'],
      'held-by': { reported: 'keeper' },
    },
  },
  acts: {
    report: {
      title: say('上报', 'Report'),
      on: 'case',
      from: ['new'],
      to: 'reported',
      by: ['anyone'],
      asks: ['what'],
    },
    accept: { title: say('受理', 'Accept'), on: 'case', from: ['reported'], to: 'accepted', by: ['anyone'] },
  },
}

export const community = {
  community: 'here',
  version: 1,
  title: say('这里', 'Here'),
  place: 'st',
  timezone: 'Asia/Shanghai',
  packs: [{ pack: 'hall', version: 1, roles: { keeper: ['keeper'] } }],
}

export const roster = {
  roster: 'here',
  asOf: '2020-04-10',
  places: { st: { kind: 'street', title: say('街道', 'Street') } },
  parties: {},
  posts: [],
}
